/** A tap is felt and heard, each only where this phone's settings want it. */

/** @param {DOMStringMap} settings */
export function answerTap(settings) {
  if (settings.vibration === "on") navigator.vibrate?.(20);
  if (settings.sound === "on") beep();
}

function beep() {
  const sound = new AudioContext();
  const tone = sound.createOscillator();
  tone.frequency.value = 880;
  tone.connect(sound.destination);
  tone.onended = () => sound.close();
  tone.start();
  tone.stop(sound.currentTime + 0.06);
}
