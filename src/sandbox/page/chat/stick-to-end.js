/** This near the end counts as being there. */
const NEAR_PX = 60;

/**
 * Keeps a scrolled list at its end while the reader is there, whatever grows (a picture that arrives, a robot that is
 * still writing), and leaves it alone while they read further up.
 * @param {HTMLElement} box what scrolls
 * @param {HTMLElement} list what grows
 * @param {(atEnd: boolean) => void} onChange
 */
export function stickToEnd(box, list, onChange) {
  let atEnd = true;

  const isNear = () => box.scrollHeight - box.scrollTop - box.clientHeight <= NEAR_PX;
  /** @param {boolean} next */
  function set(next) {
    if (next === atEnd) return;
    atEnd = next;
    onChange(atEnd);
  }
  function toEnd() {
    box.scrollTop = box.scrollHeight;
    set(true);
  }

  box.addEventListener('scroll', () => set(isNear()), { passive: true });
  const observer = new ResizeObserver(() => {
    if (atEnd) box.scrollTop = box.scrollHeight;
  });
  observer.observe(list);
  observer.observe(box);
  return { toEnd, atEnd: () => atEnd };
}
