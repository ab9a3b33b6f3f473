// A value is copied to where somebody pastes it. Without a script it is marked and copied by hand.
(() => {
  "use strict";

  const told = document.getElementById("told");
  const buttons = [...document.querySelectorAll("button[data-copy]")];

  const mark = (value) => {
    const range = document.createRange();
    range.selectNodeContents(value);
    const chosen = window.getSelection();
    chosen.removeAllRanges();
    chosen.addRange(range);
  };

  // Said on the button for those who see it, and aloud for those who hear it.
  const say = (button, name) => {
    buttons.forEach((each) => { each.firstElementChild.textContent = each.dataset.name; });
    button.firstElementChild.textContent = button.dataset[name];
    told.textContent = `${button.dataset[name]}: ${button.dataset.what}`;
  };

  buttons.forEach((button) => {
    const value = document.getElementById(button.dataset.copy);
    button.hidden = false;
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(value.textContent.trim());
        say(button, "done");
      } catch {
        mark(value);
        say(button, "marked");
      }
    });
  });
})();
