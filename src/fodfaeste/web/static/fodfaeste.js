// All of it is comfort: without it every page works as well.
(() => {
  "use strict";

  // A menu closes on Escape and when one goes elsewhere.
  const menus = () => document.querySelectorAll("details.user-menu[open]");
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    menus().forEach((menu) => {
      menu.open = false;
      menu.querySelector("summary").focus();
    });
  });
  document.addEventListener("click", (event) => {
    menus().forEach((menu) => {
      if (!menu.contains(event.target)) menu.open = false;
    });
  });

  // What went wrong is read out first, on a new page and in a new fragment; what was there already
  // calls nobody away from where they are.
  const errors = () => document.getElementById("errors");
  document.addEventListener("DOMContentLoaded", () => errors()?.focus());
  document.addEventListener("htmx:afterSettle", ({ target }) => {
    if (target.contains(errors())) errors().focus();
    // Whoever stood on what is gone goes on at the beginning of what came.
    if (document.activeElement === document.body)
      document.getElementById("main")?.focus({ preventScroll: true });
    tell(target);
  });

  // How it is now is said aloud: the line below the heading, or what the fragment has to say.
  const SAYS = ".page-head .lead, [data-says]";
  const tell = (fresh) => {
    const says = fresh.matches(SAYS) ? fresh : fresh.querySelector(SAYS);
    const told = document.getElementById("told");
    if (says && told) told.textContent = says.textContent.replace(/\s+/g, " ").trim();
  };

  // Printing needs a script; without one the browser's own menu prints as well.
  document.querySelectorAll("[data-print]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  });

  // A page that says what went wrong takes the place of the one that asked.
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (![400, 403, 404, 500].includes(event.detail.xhr.status)) return;
    event.detail.shouldSwap = true;
    event.detail.target = document.body;
  });

  // What could not be fetched is said until something can be again; what is typed stays as it is.
  const cutOff = document.getElementById("cut-off");
  const lost = () => { cutOff.textContent = cutOff.dataset.says; };
  document.addEventListener("htmx:sendError", lost);
  document.addEventListener("htmx:responseError", ({ detail: { xhr: { status } } }) => {
    if (status === 429 || status > 500) lost();
  });
  document.addEventListener("htmx:beforeSwap", () => { if (cutOff) cutOff.textContent = ""; });

  // A form is sent once, however often one clicks; coming back by history opens it again. What
  // gives a file leaves the page where it is, and the form open.
  const sending = new Set();
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || form.hasAttribute("hx-post")) return;
    if (sending.has(form)) event.preventDefault();
    if (event.submitter?.hasAttribute("data-file")) return;
    sending.add(form);
  });
  window.addEventListener("pageshow", () => sending.clear());
})();
