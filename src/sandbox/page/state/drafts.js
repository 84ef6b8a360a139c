const PREFIX = 'sandbox-draft ';

/** What was typed and not sent, per person and conversation; survives switching and reloading. */
export function createDrafts() {
  const key = (/** @type {string} */ viewer, /** @type {string} */ conversation) =>
    `${PREFIX}${viewer} ${conversation}`;
  return {
    /** @param {string} viewer @param {string} conversation */
    read: (viewer, conversation) => sessionStorage.getItem(key(viewer, conversation)) ?? '',
    /** @param {string} viewer @param {string} conversation @param {string} text */
    write(viewer, conversation, text) {
      if (text === '') sessionStorage.removeItem(key(viewer, conversation));
      else sessionStorage.setItem(key(viewer, conversation), text);
    },
  };
}

/** @typedef {ReturnType<typeof createDrafts>} Drafts */
