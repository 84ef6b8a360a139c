import { cdata } from './cdata.ts';
import type { TemplateCard } from './template-card.ts';

/** Names that are not simply their JSON names in PascalCase (WeCom doc 90241). */
const IRREGULAR: Readonly<Record<string, string>> = { keyname: 'KeyName' };

/** A card as a passive reply carries it (WeCom doc 90241): lists are their elements repeated, without a wrapper. */
export function templateCardXml(card: TemplateCard): string {
  return element('TemplateCard', card);
}

function element(name: string, value: unknown): string {
  if (Array.isArray(value)) return value.map((one) => element(name, one)).join('');
  return value === undefined ? '' : `<${name}>${inside(value)}</${name}>`;
}

function inside(value: unknown): string {
  if (typeof value === 'string') return cdata(value);
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.entries(value)
    .map(([name, part]) => element(IRREGULAR[name] ?? pascalCase(name), part))
    .join('');
}

function pascalCase(name: string): string {
  return name.replace(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
