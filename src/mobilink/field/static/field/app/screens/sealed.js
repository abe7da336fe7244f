/** What only the phone app does: this page keeps nothing sealed. */
export const name = "sealed";

export function show() {}
