import { describe, expect, it } from 'vitest';
import { readAppCallback } from '../../src/wecom/app-callback.ts';
import { createXmlReader } from '../../src/wecom/xml.ts';

const app = { corpId: 'ww0a1b2c3d4e5f6071', agentId: '1000007' };
const readXml = createXmlReader();
const read = (inner: string) => readAppCallback(readXml(`<xml>${inner}</xml>`), app);

const HEAD = '<FromUserName><![CDATA[ChenXi]]></FromUserName><CreateTime>1760000001</CreateTime>';
const TEXT = `${HEAD}<MsgType><![CDATA[text]]></MsgType><Content><![CDATA[ 查 ]]></Content><MsgId>7312009458816640123</MsgId><AgentID>1000007</AgentID>`;
const event = (name: string, rest = '') =>
  `${HEAD}<MsgType><![CDATA[event]]></MsgType><Event><![CDATA[${name}]]></Event>${rest}`;
const without = (field: string) => TEXT.replace(new RegExp(`<${field}>.*</${field}>`), '');

describe('messages', () => {
  it('keeps the text as typed, the MsgId as a string and the userid in lower case', () => {
    expect(read(TEXT)).toEqual({
      key: 'app:ww0a1b2c3d4e5f6071/1000007:chenxi:7312009458816640123',
      channel: 'app',
      from: 'chenxi',
      kind: 'text',
      text: ' 查 ',
      type: 'text',
      at: 1760000001000,
    });
  });

  it.each(['image', 'voice', 'video', 'location', 'link', 'file', 'something_new'])('takes %s as media', (type) => {
    const rest = '<MsgId>7</MsgId><AgentID>1000007</AgentID><Scale>15</Scale>';
    expect(read(`${HEAD}<MsgType>${type}</MsgType>${rest}`)).toMatchObject({ kind: 'media', text: '', type });
  });

  it.each(['FromUserName', 'CreateTime', 'MsgType', 'MsgId', 'AgentID', 'Content'])(
    'refuses one without %s',
    (field) => {
      expect(() => read(without(field))).toThrow(expect.objectContaining({ code: 'missing_field', detail: field }));
    },
  );

  it('refuses one for another agent', () => {
    expect(() => read(TEXT.replace('1000007', '1000008'))).toThrow(expect.objectContaining({ code: 'wrong_agent' }));
  });

  it('refuses a field given twice rather than choosing one', () => {
    expect(() => read(`${TEXT}<FromUserName>boss</FromUserName>`)).toThrow(
      expect.objectContaining({ code: 'bad_xml' }),
    );
  });

  it('refuses a CreateTime that is no number of seconds', () => {
    expect(() => read(TEXT.replace('1760000001', '1e9'))).toThrow(expect.objectContaining({ detail: 'CreateTime' }));
  });
});

describe('events', () => {
  it('takes a menu click as a button with its key', () => {
    expect(read(event('click', '<EventKey>todo</EventKey><AgentID>1000007</AgentID>'))).toMatchObject({
      kind: 'button',
      text: 'todo',
      type: 'click',
    });
  });

  it('takes entering the app as enter', () => {
    expect(read(event('enter_agent', '<EventKey></EventKey>'))).toMatchObject({ kind: 'enter', text: '' });
  });

  it.each(['subscribe', 'view', 'LOCATION', 'batch_job_result', 'unheard_of'])(
    'takes %s as an event, without an agent',
    (name) => {
      expect(read(event(name))).toMatchObject({ kind: 'event', text: '', type: name });
    },
  );

  it('reads who left and who has a new userid, in lower case', () => {
    const change = (fields: string, from = 'sys') =>
      read(event('change_contact', fields).replace('ChenXi', from)).contact;
    const type = (name: string) => `<ChangeType><![CDATA[${name}]]></ChangeType><UserID>ZhangSan</UserID>`;
    expect(change(type('delete_user'))).toEqual({ change: 'left', userid: 'zhangsan' });
    expect(change(`${type('update_user')}<NewUserID>Zhang3</NewUserID>`)).toEqual({
      change: 'renamed',
      userid: 'zhangsan',
      newUserid: 'zhang3',
    });
    const noNews = [
      type('update_user'),
      `${type('update_user')}<NewUserID>zhangsan</NewUserID>`,
      type('create_user'),
      '<ChangeType>delete_user</ChangeType>',
      '<ChangeType>delete_party</ChangeType><Id>7</Id>',
    ];
    expect(noNews.map((fields) => change(fields))).toEqual(noNews.map(() => undefined));
    expect(change(type('delete_user'), 'ChenXi')).toBeUndefined();
  });

  it('takes whatever the system sends as an event', () => {
    expect(read(event('enter_agent').replace('ChenXi', 'sys'))).toMatchObject({ kind: 'event', from: 'sys' });
  });

  it.each([
    ['OptionIds', 'OptionId'],
    ['OpitonIds', 'OpitonId'],
  ])('reads a card with its choices spelled %s', (ids, id) => {
    const item = (question: string, ...options: string[]) =>
      `<SelectedItem><QuestionKey>${question}</QuestionKey><${ids}>${options.map((o) => `<${id}>${o}</${id}>`).join('')}</${ids}></SelectedItem>`;
    const rest = `<EventKey>submit</EventKey><TaskId>t@1</TaskId><ResponseCode>rc</ResponseCode><AgentID>1000007</AgentID>`;
    const one = read(event('template_card_event', `${rest}<SelectedItems>${item('slot', 'am')}</SelectedItems>`));
    const two = read(
      event(
        'template_card_event',
        `${rest}<SelectedItems>${item('slot', 'am', 'pm')}${item('site', 'hz')}</SelectedItems>`,
      ),
    );
    expect(one).toMatchObject({ kind: 'button', text: 'submit' });
    expect(one.card).toEqual({ taskId: 't@1', responseCode: 'rc', selected: { slot: ['am'] } });
    expect(two.card?.selected).toEqual({ slot: ['am', 'pm'], site: ['hz'] });
  });

  it('reads a card menu without choices', () => {
    const rest = '<EventKey>mute</EventKey><TaskId>t</TaskId><ResponseCode>rc</ResponseCode>';
    expect(read(event('template_card_menu_event', rest)).card).toEqual({
      taskId: 't',
      responseCode: 'rc',
      selected: {},
    });
  });

  it('gives a repeat the same key and every other event of that second another', () => {
    const events = [
      event('click', '<EventKey>a</EventKey>'),
      event('click', '<EventKey>b</EventKey>'),
      event('template_card_event', '<EventKey>a</EventKey><TaskId>1</TaskId>'),
      event('template_card_event', '<EventKey>a</EventKey><TaskId>2</TaskId>'),
      event('change_contact', '<ChangeType>create_user</ChangeType><UserID>x</UserID>'),
      event('change_contact', '<ChangeType>create_user</ChangeType><UserID>y</UserID>'),
      event('batch_job_result', '<BatchJob><JobId>1</JobId></BatchJob>'),
      event('batch_job_result', '<BatchJob><JobId>2</JobId></BatchJob>'),
      event('view', '<EventKey>a:</EventKey><ChangeType>b</ChangeType>'),
      event('view', '<EventKey>a</EventKey><ChangeType>:b</ChangeType>'),
    ];
    const keys = events.map((xml) => read(xml).key);
    expect(new Set(keys).size).toBe(events.length);
    expect(events.map((xml) => read(xml).key)).toEqual(keys);
  });
});
