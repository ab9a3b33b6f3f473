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

  // What went wrong is read out first, on a new page and in a new fragment.
  const toErrors = () => document.getElementById("errors")?.focus();
  document.addEventListener("DOMContentLoaded", toErrors);
  document.addEventListener("htmx:afterSettle", toErrors);

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

  // A form is sent once, however often one clicks; coming back by history opens it again.
  const sending = new Set();
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || form.hasAttribute("hx-post")) return;
    if (sending.has(form)) event.preventDefault();
    sending.add(form);
  });
  window.addEventListener("pageshow", () => sending.clear());
})();
