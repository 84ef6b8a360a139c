/**
 * A file's or person's name without marks that turn the writing direction, which can make `gpj.exe` read `exe.jpg`.
 * @param {string} name
 */
export const plainName = (name) => name.replace(/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '\ufffd');
