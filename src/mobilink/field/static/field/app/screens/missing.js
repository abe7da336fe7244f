export const name = "missing";
export function show() {}
