import { controlApi } from './api/control-api.js';
import { createLive } from './api/live.js';
import { createChatPane } from './chat/chat-pane.js';
import { createLightbox } from './chat/lightbox.js';
import { element, fill } from './dom/element.js';
import { createToasts } from './dom/toast.js';
import { createNavigation } from './navigation.js';
import { createClockLine } from './panel/clock-line.js';
import { createClockTab } from './panel/clock-tab.js';
import { activeFaults } from './panel/fault-list.js';
import { createFaultsTab } from './panel/faults-tab.js';
import { createLogTab } from './panel/log-tab.js';
import { createPanel } from './panel/panel.js';
import { createSeenTab } from './panel/seen-tab.js';
import { createConversationList } from './people/conversation-list.js';
import { createPeopleRail } from './people/people-rail.js';
import { createPersonActions } from './person-actions.js';
import { shell } from './shell.js';
import { createDrafts } from './state/drafts.js';
import { createLogBook } from './state/log-book.js';
import { createPageClock } from './state/page-clock.js';
import { createRoute } from './state/route.js';
import { momentInWords } from './state/shanghai-time.js';
import { createWorld } from './state/world.js';
import { createStory } from './story/story.js';
import { texts } from './texts.js';

/** Builds the page and connects its parts. @param {HTMLElement} body */
export function startPage(body) {
  const api = controlApi;
  const world = createWorld();
  const clock = createPageClock();
  const logBook = createLogBook();
  const drafts = createDrafts();
  const route = createRoute();
  const toasts = createToasts();
  const lightbox = createLightbox();
  const navigation = createNavigation({ route, world });
  const actions = createPersonActions({ api, world, toasts });

  const list = createConversationList({ world, clock, drafts, current: navigation.chat, choose: navigation.openChat });
  const chat = createChatPane({
    ...actions,
    world,
    drafts,
    openImage: lightbox.open,
    showSeen: (bubble) => navigation.openSeen(bubble.id),
    back: navigation.closeChat,
    openPanel: navigation.togglePanel,
  });
  const seen = createSeenTab({
    world,
    current: () => world.bubble(navigation.chat(), route.place().bubble),
    switchTo: navigation.switchTo,
  });
  const panel = createPanel({
    tabs: [
      { id: 'clock', node: createClockTab({ api, clock, logBook, toasts }) },
      { id: 'log', node: createLogTab({ logBook, toasts }) },
      {
        id: 'faults',
        node: createFaultsTab({ api, world, toasts }),
        // Whether a robot is connected comes with the state only.
        onShow: () =>
          void api.state(world.viewer).then(
            ({ robots }) => world.setRobots(robots),
            () => undefined,
          ),
      },
      { id: 'seen', node: seen.node, onShow: seen.show },
    ],
    clockLine: createClockLine(clock, () => navigation.openTab('clock')),
    choose: navigation.openTab,
    close: navigation.closePanel,
  });
  const story = createStory({ api, world, clock, navigation, toasts });
  const app = shell({
    people: createPeopleRail({ world, choose: navigation.switchTo }),
    list: list.node,
    clockLine: createClockLine(clock, () => navigation.openTab('clock')),
    chat: chat.node,
    panel: panel.node,
    storyButton: story.button,
    openPanel: navigation.togglePanel,
  });
  const banner = element('div', { class: 'banner', role: 'alert', hidden: true }, texts.connection.lost);
  fill(body, banner, element('div', { class: 'loading' }, texts.loading));

  let entered = '';
  /** Shows the place that the address names. */
  function arrive() {
    const { viewer, panel: asked, bubble } = route.place();
    if (viewer !== '' && viewer !== world.viewer) return live.follow(viewer);
    const id = navigation.chat();
    navigation.settle();
    body.dataset.pane = navigation.pane();
    body.dataset.panel = navigation.panelState();
    chat.show(id);
    chat.mark(asked === 'seen' ? bubble : '');
    panel.show(navigation.tab());
    list.show();
    document.title = `${world.nameOf(world.viewer)} · ${texts.title}`;
    chat.readIfSeen();
    const place = `${world.viewer} ${id}`;
    if (!id) entered = '';
    else if (place !== entered && body.dataset.pane !== 'panel') {
      entered = place;
      actions.enter(id);
    }
  }

  const live = createLive({
    loadState: api.state,
    onState(state) {
      world.load(state);
      clock.set(state.clock);
      story.setAvailable(state.hasStory);
      if (!app.isConnected) fill(body, banner, story.bar, app, toasts.node, lightbox.node);
      arrive();
      api.log().then(
        (page) => logBook.load(page.entries),
        () => undefined,
      );
    },
    onEvent(event) {
      if (event.kind === 'clock') clock.set(event.clock);
      else if (event.kind === 'log') logBook.addEntry(event.entry);
      else world.apply(event);
    },
    onConnection(isConnected) {
      if (isConnected && !banner.hidden) toasts.show(texts.connection.back);
      banner.hidden = isConnected;
    },
  });

  const markFaults = () => panel.setMark('faults', String(activeFaults(world.faults) || ''));
  world.on('loaded', markFaults);
  world.on('faults', markFaults);
  // The open conversation may be gone, or the first one may have just come.
  world.on('conversations', () => `${world.viewer} ${navigation.chat()}` !== entered && arrive());
  clock.on('change', ({ kind, at }) => logBook.addNote(at, texts.clock.changes[kind](momentInWords(at))));
  navigation.onChange(arrive);
  // An address from another time may name someone who is not here: then the first person.
  const asked = route.place().viewer;
  if (asked === '') live.follow('');
  else
    api.state(asked).then(
      () => live.follow(asked),
      () => live.follow(''),
    );
}
