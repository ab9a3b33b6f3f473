// Lets a security key fill in the form of the page: webauthn-json.js speaks with the browser.
(() => {
  "use strict";

  const form = document.querySelector("form[data-key]");
  const options = JSON.parse(document.getElementById("key-options").textContent);
  const fault = document.getElementById("key-fault");
  const acts = { create: "creation_options", get: "request_options" };
  const act = form.dataset.key;

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    // The frame's script sends a form once; a key may be asked more than once.
    event.stopPropagation();
    fault.hidden = true;
    try {
      const answer = await window.webauthnJSON[act](options[acts[act]]);
      form.elements.credential.value = JSON.stringify(answer);
      form.submit();
    } catch {
      fault.hidden = false;
      fault.focus();
    }
  });
})();
