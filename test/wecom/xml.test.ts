import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readFlatXml } from '../../src/wecom/flat-xml.ts';
import { cardUpdateXml, textReplyXml } from '../../src/wecom/reply-xml.ts';
import type { TemplateCard } from '../../src/wecom/template-card.ts';
import { childrenOf, createXmlReader, textOf, textsOf } from '../../src/wecom/xml.ts';

const read = createXmlReader();

describe('reading', () => {
  it.each([
    ['plain leaves', '<xml><a>1</a><b>x y</b></xml>'],
    ['CDATA', '<xml><a><![CDATA[1]]></a><b><![CDATA[x y]]></b></xml>'],
    ['another order and line breaks', '<xml>\n\t<b>x y</b>\r\n <a>1</a>\n</xml>\n'],
    ['a declaration', '<?xml version="1.0" encoding="UTF-8"?>\n<xml><a>1</a><b>x y</b></xml>'],
    ['attributes and comments', '<xml v="1"><!-- hello --><a t="s">1</a><b>x y</b></xml>'],
    ['escapes', '<xml><a>&#49;</a><b>x&#x20;y</b></xml>'],
    ['several CDATA sections', '<xml><a>1</a><b><![CDATA[x]]> <![CDATA[y]]></b></xml>'],
  ])('understands %s', (_, xml) => {
    const root = read(xml);
    expect([textOf(root, 'a'), textOf(root, 'b')]).toEqual(['1', 'x y']);
  });

  it('keeps a 64-bit number, leading zeros and spaces as typed', () => {
    const root = read('<xml><a>7312009458816640123</a><b>007</b><c>  x </c><list><d>1e3</d></list></xml>');
    expect(textOf(root, 'a')).toBe('7312009458816640123');
    expect(textOf(root, 'b')).toBe('007');
    expect(textOf(root, 'c')).toBe('  x ');
    expect(childrenOf(root, 'list').map((list) => textOf(list, 'd'))).toEqual(['1e3']);
  });

  it('treats markup inside CDATA as text, a DOCTYPE included', () => {
    const typed = '<!DOCTYPE html><a>&copy; &amp;</a>';
    expect(textOf(read(`<xml><Content><![CDATA[${typed}]]></Content></xml>`), 'Content')).toBe(typed);
    expect(textOf(read(`<xml><l><x/></l><Content><![CDATA[${typed}]]></Content></xml>`), 'Content')).toBe(typed);
  });

  it('makes one element and many look the same', () => {
    expect(textsOf(read('<xml><a>1</a></xml>'), 'a')).toEqual(['1']);
    expect(textsOf(read('<xml><a>1</a><a>2</a></xml>'), 'a')).toEqual(['1', '2']);
    expect(textsOf(read('<xml></xml>'), 'a')).toEqual([]);
    expect(textOf(read('<xml></xml>'), 'constructor')).toBeUndefined();
  });

  it.each([
    ['nothing', '', 'bad_xml'],
    ['plain text', 'hello', 'bad_xml'],
    ['JSON', '{"encrypt":"x"}', 'bad_xml'],
    ['another root', '<html><a>1</a></html>', 'bad_xml'],
    ['two roots', '<xml><a>1</a></xml><xml><a>2</a></xml>', 'bad_xml'],
    ['a root without children', '<xml>text</xml>', 'bad_xml'],
    ['a missing end', '<xml><a>1</a>', 'bad_xml'],
    ['crossed tags', '<xml><a>1</b></xml>', 'bad_xml'],
    ['CDATA that does not end', '<xml><a><![CDATA[1</a></xml>', 'bad_xml'],
    ['a reserved name', '<xml><__proto__>1</__proto__></xml>', 'bad_xml'],
    ['nesting without end', `<xml>${'<a>'.repeat(20_000)}${'</a>'.repeat(20_000)}</xml>`, 'bad_xml'],
    ['a DOCTYPE', '<!DOCTYPE xml><xml><a>1</a></xml>', 'dtd_forbidden'],
    ['an entity', '<!DOCTYPE xml [<!ENTITY e "x">]><xml><a>&e;</a></xml>', 'dtd_forbidden'],
    ['an external entity', '<!DOCTYPE xml [<!ENTITY e SYSTEM "file:///x">]><xml><a>&e;</a></xml>', 'bad_xml'],
    [
      'a DOCTYPE behind a CDATA lookalike',
      '<?x <![CDATA[ ?><!DOCTYPE xml><xml><a>1</a></xml><?y ]]> ?>',
      'dtd_forbidden',
    ],
    ['a reference to an undeclared entity', '<xml><a>&e;</a></xml>', 'dtd_forbidden'],
    ['a reference to no character', '<xml><a>&#0;</a></xml>', 'dtd_forbidden'],
    ['half a character', '<xml><a>&#xD800;</a></xml>', 'dtd_forbidden'],
  ])('refuses %s', (_, xml, code) => {
    expect(() => read(xml)).toThrow(expect.objectContaining({ code }));
  });
});

describe('the short cut for flat documents', () => {
  const leaf = fc.record({
    name: fc.constantFrom('A', 'MsgId', 'Content', 'Encrypt'),
    text: fc.string({
      unit: fc.constantFrom('a', '中', ' ', '\n', ']', '>', '<', '&', 'lt;', '!', '[', 'CDATA', '/A'),
    }),
    isCdata: fc.boolean(),
    after: fc.constantFrom('', ' ', '\n'),
  });

  it('never answers differently from the real parser', () => {
    let taken = 0;
    fc.assert(
      fc.property(fc.array(leaf, { maxLength: 4 }), (leaves) => {
        const inner = leaves.map(({ name, text, isCdata, after }) => {
          return `<${name}>${isCdata ? `<![CDATA[${text}]]>` : text}</${name}>${after}`;
        });
        const xml = `<xml>${inner.join('')}</xml>`;
        const flat = readFlatXml(xml);
        if (flat === undefined) return;
        taken += 1;
        const slow = read(`<?xml version="1.0"?>${xml}`);
        for (const { name } of leaves) expect(flat[name]).toBe(textOf(slow, name));
      }),
      { numRuns: 2000 },
    );
    expect(taken).toBeGreaterThan(200);
  });
});

describe('writing a reply', () => {
  const reply = (content: string) => textReplyXml({ to: 'chenxi', from: 'ww1', createTimeS: 1760000003, content });

  it('brings any text over, minus what XML cannot carry', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (content) => {
        // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is left out
        const sendable = content.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '');
        expect(textOf(read(reply(content)), 'Content')).toBe(sendable);
      }),
    );
  });

  it('splits the end of a CDATA section and drops half characters', () => {
    expect(reply('a]]>b')).toContain('<Content><![CDATA[a]]]]><![CDATA[>b]]></Content>');
    expect(reply('a\u0000\ud83db')).toContain('<Content><![CDATA[ab]]></Content>');
  });

  it('writes a card as the platform names its parts, lists as their elements repeated', () => {
    const card: TemplateCard = {
      card_type: 'button_interaction',
      task_id: 't-1',
      main_title: { title: '星河 ]]> <b>' },
      horizontal_content_list: [
        { keyname: '阶段', value: '报价' },
        { keyname: '金额', value: '5万' },
      ],
      button_selection: { question_key: 'q', disable: true, option_list: [{ id: '1', text: '价格' }] },
      button_list: [{ text: '选定', key: 'submit', style: 1 }],
    };
    const plain = cardUpdateXml({ to: 'chenxi', from: 'ww1', createTimeS: 1760000003, card });
    expect(textOf(read(plain), 'MsgType')).toBe('update_template_card');
    expect(plain).toContain(
      '<TemplateCard><CardType><![CDATA[button_interaction]]></CardType><TaskId><![CDATA[t-1]]></TaskId>' +
        '<MainTitle><Title><![CDATA[星河 ]]]]><![CDATA[> <b>]]></Title></MainTitle>' +
        '<HorizontalContentList><KeyName><![CDATA[阶段]]></KeyName><Value><![CDATA[报价]]></Value></HorizontalContentList>' +
        '<HorizontalContentList><KeyName><![CDATA[金额]]></KeyName><Value><![CDATA[5万]]></Value></HorizontalContentList>' +
        '<ButtonSelection><QuestionKey><![CDATA[q]]></QuestionKey><Disable>true</Disable>' +
        '<OptionList><Id><![CDATA[1]]></Id><Text><![CDATA[价格]]></Text></OptionList></ButtonSelection>' +
        '<ButtonList><Text><![CDATA[选定]]></Text><Key><![CDATA[submit]]></Key><Style>1</Style></ButtonList></TemplateCard>',
    );
  });
});
