// A form keeps what is typed in it, on the server and nowhere in the browser. Without this there is
// a button that does so.
(() => {
  "use strict";

  const line = document.querySelector("[data-draft]");
  const form = line?.closest("form");
  if (!form || !window.fetch) return;

  const says = line.querySelector("[data-draft-says]");
  const trouble = line.querySelector("[data-draft-trouble]");
  const keep = line.querySelector("[data-draft-keep]");
  const signIn = line.querySelector("[data-draft-sign-in]");
  const number = form.elements["kladde_nr"];
  const owner = form.elements["kladde_ejer"].value;
  const said = line.dataset;
  const PAUSE = 1500, SOON = 300, AGAIN = [3000, 6000, 12000, 30000];
  // What is sent while a page closes must be small.
  const LARGEST_LAST = 60000;

  let timer = 0, again = 0, running = null;
  let stopped = false, leaving = false, inTrouble = false, signedOut = false;

  const typed = () => {
    const data = new URLSearchParams();
    for (const [name, value] of new FormData(form)) {
      const control = form.elements[name];
      const isSecret = control instanceof HTMLInputElement && control.type === "password";
      if (typeof value === "string" && name !== "csrfmiddlewaretoken" && name !== "kladde_nr" && !isSecret)
        data.append(name, value);
    }
    return data.toString();
  };
  let kept = line.hasAttribute("data-unsaved") ? null : typed();
  const isKept = () => typed() === kept;

  const show = (element, text) => { if (element.textContent !== text) element.textContent = text; };
  const well = (text) => {
    inTrouble = false;
    again = 0;
    show(trouble, "");
    show(says, text);
    keep.hidden = signIn.hidden = true;
  };
  const ill = (text) => {
    inTrouble = true;
    show(says, "");
    show(trouble, text);
  };

  const stop = (text) => {
    stopped = true;
    ill(text);
  };

  const later = (wait) => {
    clearTimeout(timer);
    timer = setTimeout(save, wait);
  };
  const retry = () => later(AGAIN[Math.min(again++, AGAIN.length - 1)]);

  async function save(options = {}) {
    clearTimeout(timer);
    if (running || stopped || leaving || isKept()) return;
    const now = typed();
    running = new AbortController();
    try {
      await send(now, options);
    } catch (error) {
      if (!leaving) { ill(said.away); retry(); }
    } finally {
      running = null;
    }
    if (!inTrouble && !isKept()) later(PAUSE);
  }

  async function send(now, options, isRenewed = false) {
    if (signedOut && !(await renew())) return;
    const answer = await post(now, options);
    // Signed out: sent to the sign-in, or refused. If a new token does not help, it is not that.
    if (answer.type === "opaqueredirect" || answer.status === 403) {
      if (isRenewed) return stop(said.gone);
      signedOut = true;
      return send(now, options, true);
    }
    if (answer.status === 404) return stop(said.gone);
    if (answer.status === 429) {
      ill(said.away);
      return later(1000 * (Number(answer.headers.get("Retry-After")) || 60));
    }
    if (!answer.ok) throw new Error(String(answer.status));
    understood(now, await answer.json());
  }

  const post = (now, { keepalive = false } = {}) => {
    const body = `${now}&kladde=gem&kladde_nr=${encodeURIComponent(number.value)}`;
    return fetch(said.url, {
      method: "POST", body, redirect: "manual", signal: running.signal,
      keepalive: keepalive && body.length < LARGEST_LAST,
      headers: {
        "Content-Type": "application/x-www-form-urlencoded;charset=UTF-8",
        "X-CSRFToken": form.elements["csrfmiddlewaretoken"].value,
        "X-Draft": "1",
      },
    });
  };

  function understood(now, told) {
    if (!told.why) {
      number.value = told.number;
      kept = now;
      return well(told.says);
    }
    stop(told.says);
    // Too much of it: what is taken away again may make it fit.
    if (told.why === "refused") stopped = inTrouble = false;
    if (told.why !== "elsewhere") return;
    keep.hidden = false;
    keep.onclick = () => {
      number.value = told.number;
      stopped = false;
      keep.hidden = true;
      save();
    };
  }

  // Whoever signs in anew, in another tab, gets a new token; this page has to send that one.
  async function renew() {
    const answer = await fetch(said.tokenUrl, { redirect: "manual", cache: "no-store", signal: running.signal });
    if (!answer.ok) {
      ill(said.signedOut);
      signIn.hidden = false;
      later(AGAIN[AGAIN.length - 1]);
      return false;
    }
    const told = await answer.json();
    if (told.owner !== owner) {
      stop(said.another);
      return false;
    }
    document.querySelectorAll("input[name=csrfmiddlewaretoken]").forEach((each) => { each.value = told.token; });
    document.body.setAttribute("hx-headers", JSON.stringify({ "X-CSRFToken": told.token }));
    signedOut = false;
    signIn.hidden = true;
    return true;
  }

  const soon = () => { if (!stopped && !leaving) later(SOON); };
  form.addEventListener("input", () => { if (!stopped && !inTrouble) later(PAUSE); });
  form.addEventListener("change", () => { if (!inTrouble) soon(); });
  window.addEventListener("online", soon);
  window.addEventListener("focus", () => { if (inTrouble) soon(); });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") save({ keepalive: true });
    else if (inTrouble) soon();
  });
  window.addEventListener("pagehide", () => save({ keepalive: true }));

  // What is being sent needs no draft any more; coming back by history, it does again.
  form.addEventListener("submit", (event) => {
    leaving = true;
    clearTimeout(timer);
    running?.abort();
    // Somebody else may still have stopped it, or sent it without leaving the page.
    setTimeout(() => { if (event.defaultPrevented) leaving = false; });
  });
  window.addEventListener("pageshow", () => { leaving = false; if (!isKept()) later(PAUSE); });

  // Only where it would be lost does the browser ask.
  window.addEventListener("beforeunload", (event) => {
    if (!leaving && inTrouble && !isKept()) event.preventDefault();
  });

  if (kept === null) later(SOON);
})();
