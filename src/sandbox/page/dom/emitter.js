/**
 * Tells listeners by topic. `on` returns how to stop listening.
 * @template {Record<string, unknown>} Topics
 */
export function createEmitter() {
  /** @type {Map<keyof Topics, Set<(detail: any) => void>>} */
  const listeners = new Map();
  return {
    /**
     * @template {keyof Topics} T
     * @param {T} topic
     * @param {(detail: Topics[T]) => void} listener
     */
    on(topic, listener) {
      const set = listeners.get(topic) ?? new Set();
      listeners.set(topic, set.add(listener));
      return () => set.delete(listener);
    },
    /**
     * @template {keyof Topics} T
     * @param {T} topic
     * @param {Topics[T]} detail
     */
    emit(topic, detail) {
      for (const listener of [...(listeners.get(topic) ?? [])]) listener(detail);
    },
  };
}
