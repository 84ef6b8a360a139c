// Makes the fonts of src/charts/fonts from Noto Sans SC: run it by hand after a new version of the font package.
//   regular.ttf, bold.ttf  GB2312, ASCII and the signs of our pictures: what nearly every text is written with
//   rare.ttf               everything else the font has, in one weight: rare and traditional characters of names
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import subsetFont from 'subset-font';

const source = new URL('../node_modules/@expo-google-fonts/noto-sans-sc/', import.meta.url);
const target = new URL('../src/charts/fonts/', import.meta.url);
/** Plain outlines are enough: pictures have no vertical text, and without kerning widths are easy to foretell. */
const options = {
  targetFormat: 'sfnt',
  noLayoutClosure: true,
  noHinting: true,
  keepFeatures: [],
  dropTables: ['BASE', 'GDEF', 'GPOS', 'GSUB', 'STAT', 'gasp', 'vhea', 'vmtx'],
};

const common = new Set(Array.from({ length: 0x7f - 0x20 }, (_, at) => String.fromCodePoint(0x20 + at)));
for (const sign of '▲▼−–≈') common.add(sign);
const gb2312 = new TextDecoder('gb2312');
for (let row = 0xa1; row <= 0xf7; row++) {
  for (let cell = 0xa1; cell <= 0xfe; cell++) {
    const character = gb2312.decode(new Uint8Array([row, cell]));
    if ([...character].length === 1 && character !== '\ufffd') common.add(character);
  }
}
const rare = [];
for (let code = 0xa0; code < 0x30000; code++) {
  const isSurrogate = code >= 0xd800 && code <= 0xdfff;
  const character = String.fromCodePoint(code);
  if (!isSurrogate && !common.has(character)) rare.push(character);
}

for (const [weight, file, characters] of [
  ['400Regular', 'regular.ttf', [...common]],
  ['700Bold', 'bold.ttf', [...common]],
  ['400Regular', 'rare.ttf', rare],
]) {
  const whole = readFileSync(new URL(`${weight}/NotoSansSC_${weight}.ttf`, source));
  const made = await subsetFont(whole, characters.join(''), options);
  writeFileSync(new URL(file, target), made);
  process.stdout.write(`${file} ${made.length} bytes\n`);
}
copyFileSync(new URL('LICENSE_FONT', source), new URL('LICENSE', target));
