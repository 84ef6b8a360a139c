/**
 * @import { Route } from './state/route.js'
 * @import { World } from './state/world.js'
 */

/**
 * What the address means on this screen. A phone shows one pane at a time and nothing of itself; a wide screen always
 * has a conversation open and, where there is room, the panel too.
 * @param {{ route: Route, world: World }} parts
 */
export function createNavigation({ route, world }) {
  const narrow = matchMedia('(max-width: 759px)');
  const roomy = matchMedia('(min-width: 1100px)');
  let lastChat = '';
  let lastTab = 'clock';

  const asksForPanel = () => !['', 'none'].includes(route.place().panel);

  /** The conversation on show: the one in the address; on a wide screen else the one before, else the first. */
  function chat() {
    const asked = route.place().chat;
    if (world.conversation(asked)) return asked;
    if (narrow.matches) return null;
    return world.conversation(lastChat) ? lastChat : (world.conversations()[0]?.id ?? null);
  }

  return {
    chat,
    tab: () => (asksForPanel() ? route.place().panel : lastTab),
    /** Which pane a phone shows. */
    pane() {
      if (narrow.matches && asksForPanel()) return 'panel';
      return chat() ? 'chat' : 'list';
    },
    /** `auto`: open where there is room. */
    panelState: () => (asksForPanel() ? 'open' : route.place().panel === 'none' ? 'closed' : 'auto'),
    /** Remembers where one is, for when the address does not say. */
    settle() {
      lastChat = chat() ?? '';
      if (asksForPanel()) lastTab = route.place().panel;
    },
    /** @param {string} id */
    openChat: (id) => route.go(narrow.matches ? { chat: id, panel: '' } : { chat: id }),
    closeChat: () => route.go({ chat: '' }),
    /** @param {string} tab */
    openTab: (tab) => route.go({ panel: tab }),
    closePanel: () => route.go({ panel: narrow.matches ? '' : 'none' }),
    togglePanel() {
      const isOpen = asksForPanel() || (route.place().panel === '' && roomy.matches);
      route.go({ panel: isOpen ? 'none' : lastTab });
    },
    /** @param {string} bubble */
    openSeen: (bubble) => route.go({ panel: 'seen', bubble }),
    /** Looks at the same place as another person, if they are there at all. @param {string} userid */
    switchTo(userid) {
      if (userid === world.viewer) return;
      const now = narrow.matches ? '' : (chat() ?? '');
      const own = `:${world.viewer}`;
      route.go({ viewer: userid, chat: now.endsWith(own) ? `${now.slice(0, -own.length)}:${userid}` : now });
    },
    /** Looks at one conversation as one person. @param {string} viewer @param {string} chat */
    look: (viewer, chat) => route.go(narrow.matches ? { viewer, chat, panel: '' } : { viewer, chat }),
    /** @param {() => void} listener */
    onChange(listener) {
      route.on('change', listener);
      narrow.addEventListener('change', listener);
    },
  };
}

/** @typedef {ReturnType<typeof createNavigation>} Navigation */
