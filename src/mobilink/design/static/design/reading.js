/** Reading a page aloud, where this device has a voice of its language; only when somebody asks. */

/** @param {string} language */
function hasVoice(language) {
  const voices = globalThis.speechSynthesis?.getVoices() ?? [];
  return voices.some((voice) => voice.lang.toLowerCase().split(/[-_]/)[0] === language);
}

/** @param {Element} button */
const languageOf = (button) => /** @type {HTMLElement} */ (button.closest("[lang]")).lang;

/** Show the buttons that read aloud, where there is a voice for what they read. @param {ParentNode} root */
export function offer(root) {
  for (const button of root.querySelectorAll("[data-reads]"))
    button.toggleAttribute("hidden", !hasVoice(languageOf(button)));
}

/** Read aloud what a button stands for; a second tap ends it. @param {HTMLElement} button */
export function read(button) {
  const isReading = speechSynthesis.speaking;
  stop();
  if (isReading) return;
  const content = /** @type {HTMLElement} */ (document.querySelector(button.dataset.reads ?? "main"));
  const lines = content.innerText.split("\n").filter((one) => one.trim() && one !== button.innerText);
  for (const line of lines) {
    const said = new SpeechSynthesisUtterance(line);
    said.lang = languageOf(button);
    speechSynthesis.speak(said);
  }
}

export function stop() {
  globalThis.speechSynthesis?.cancel();
}

// Many browsers learn their voices a while after the page is there.
globalThis.speechSynthesis?.addEventListener("voiceschanged", () => offer(document));
