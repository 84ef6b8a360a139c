/** True for a bare word that can only be a phone number: a Chinese mobile one. */
export function looksLikePhone(text: string): boolean {
  return /^(?:\+?86)?1[3-9][0-9]{9}$/.test(text.normalize('NFKC'));
}
