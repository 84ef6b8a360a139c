/**
 * Brings a message to the top of what is seen of its chat, or as near as the end of the chat allows; a picture has its
 * height only once it is loaded.
 * @param {string} bubble
 * @param {AbortSignal} signal
 */
export async function bringIntoSight(bubble, signal) {
  const row = document.querySelector(`[data-bubble="${CSS.escape(bubble)}"]`);
  if (!row) return;
  row.scrollIntoView({ block: 'start' });
  const picture = row.querySelector('img');
  if (!picture || picture.complete) return;
  await new Promise((resolve) => {
    for (const end of ['load', 'error']) picture.addEventListener(end, resolve, { once: true });
    signal.addEventListener('abort', resolve, { once: true });
  });
  row.scrollIntoView({ block: 'start' });
}
