const SVG = 'http://www.w3.org/2000/svg';

/** Strokes on a 24 × 24 field. */
const paths = {
  back: ['M15 5l-7 7 7 7'],
  chevron: ['M9 5l7 7-7 7'],
  close: ['M6 6l12 12M18 6L6 18'],
  clock: ['M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18', 'M12 7v5l3.5 2'],
  copy: ['M9 9h11v11H9z', 'M15 9V4H4v11h5'],
  down: ['M12 5v14M6 13l6 6 6-6'],
  eye: ['M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12z', 'M12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6'],
  file: ['M6 3h8l4 4v14H6z', 'M14 3v4h4'],
  group: [
    'M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7',
    'M2.5 20c0-4 2.5-6.5 6.5-6.5s6.5 2.5 6.5 6.5',
    'M16 4.5a3.5 3.5 0 0 1 0 6.5M18 14c2.5.8 3.5 3 3.5 6',
  ],
  image: ['M3 5h18v14H3z', 'M3 16l5-5 4 4 3-3 6 6', 'M15.5 9.5h.01'],
  megaphone: ['M4 10v4l10 4V6z', 'M17 9.5a3.5 3.5 0 0 1 0 5', 'M7 15.5V19h3v-2'],
  menu: ['M5 12h.01M12 12h.01M19 12h.01'],
  moon: ['M20 14.5A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.5z'],
  panel: ['M3 4.5h18v15H3z', 'M15 4.5v15'],
  play: ['M7 5l11 7-11 7z'],
  plus: ['M12 5v14M5 12h14'],
  minus: ['M5 12h14'],
  robot: ['M5 8h14v11H5z', 'M12 8V4M9.5 13h.01M14.5 13h.01M2.5 12v3M21.5 12v3'],
  sun: [
    'M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8',
    'M12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M5.3 18.7l1.4-1.4M17.3 6.7l1.4-1.4',
  ],
  auto: ['M12 3a9 9 0 1 0 0 18z', 'M12 3a9 9 0 0 1 0 18'],
  check: ['M5 12.5l5 5L19 7'],
  into: ['M4 12h14M12 6l6 6-6 6'],
  out: ['M20 12H6M12 6l-6 6 6 6'],
  funnel: ['M4 5h16l-6 7.5V19l-4 2v-8.5z'],
};

/**
 * A small drawing beside a word; hidden from screen readers, which get the word.
 * @param {keyof typeof paths} name
 */
export function icon(name) {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('class', `icon icon-${name}`);
  svg.setAttribute('aria-hidden', 'true');
  for (const d of paths[name]) {
    const path = document.createElementNS(SVG, 'path');
    path.setAttribute('d', d);
    svg.append(path);
  }
  return svg;
}
