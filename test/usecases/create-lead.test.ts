import { describe, expect, it } from 'vitest';
import { MAX_AMOUNT_FEN } from '../../src/domain/money.ts';
import { MAX_NAME_LENGTH, MAX_TEXT_LENGTH } from '../../src/usecases/deps.ts';
import { instant } from '../support/instant.ts';
import { seedStage } from '../support/seed.ts';
import { STAFF, useWorld } from '../support/use-case-world.ts';

const { zhang, li, wang } = STAFF;

describe('creating a lead', () => {
  const world = useWorld();

  it('makes it the creator’s, in the first stage, now', async () => {
    const { lead, stage } = await world.at('06-01', (use) => use.createLead({ by: zhang, name: '星河科技' }));
    expect(stage.id).toBe('lead');
    expect(await world.standing(lead.id)).toEqual(lead);
    expect(lead).toMatchObject({
      name: '星河科技',
      owner: 'zhang',
      firstOwner: 'zhang',
      stage: 'lead',
      state: 'open',
      source: '',
      amountFen: null,
      createdAt: instant('06-01'),
    });
  });

  it('keeps everything said about it', async () => {
    const said = { source: '展会', amountFen: 5_000_000, contact: '吴女士', phone: '138 0013 8000', note: '加了微信' };
    const { lead, stage } = await world.at('06-01', (use) =>
      use.createLead({ by: zhang, name: '星河科技', stage: seedStage('opp'), ...said }),
    );
    expect(stage.id).toBe('opp');
    expect(lead).toMatchObject({ ...said, stage: 'opp', entryStage: 'opp' });
  });

  it('is written down in the audit', async () => {
    const lead = await world.lead();
    const rows = await world.db.engine.reader.selectFrom('audit').selectAll().execute();
    expect(rows).toMatchObject([
      { at: instant('06-01'), actor: 'zhang', action: 'lead.create', lead_id: lead.id, subject: null },
    ]);
  });

  it('takes a name as one line, evenly spaced', async () => {
    const { lead } = await world.at('06-01', (use) => use.createLead({ by: zhang, name: ' 青山 \n 材料 ' }));
    expect(lead.name).toBe('青山 材料');
  });

  it('takes the longest texts and the largest amount there may be', async () => {
    const { lead } = await world.at('06-01', (use) =>
      use.createLead({
        by: zhang,
        name: '🚀'.repeat(MAX_NAME_LENGTH),
        note: '字'.repeat(MAX_TEXT_LENGTH),
        amountFen: MAX_AMOUNT_FEN,
      }),
    );
    expect(lead).toMatchObject({ amountFen: MAX_AMOUNT_FEN, note: '字'.repeat(MAX_TEXT_LENGTH) });
  });

  it.each([
    ['a name too long', { name: '名'.repeat(MAX_NAME_LENGTH + 1) }, { code: 'text_too_long', what: 'name', max: 100 }],
    ['a source too long', { source: 'x'.repeat(101) }, { code: 'text_too_long', what: 'name', max: 100 }],
    ['a contact too long', { contact: 'x'.repeat(101) }, { code: 'text_too_long', what: 'name', max: 100 }],
    ['a phone too long', { phone: '1'.repeat(101) }, { code: 'text_too_long', what: 'name', max: 100 }],
    ['a note too long', { note: 'x'.repeat(2001) }, { code: 'text_too_long', what: 'text', max: 2000 }],
    ['a negative amount', { amountFen: -1 }, { code: 'bad_amount' }],
    ['half a fen', { amountFen: 0.5 }, { code: 'bad_amount' }],
    ['an absurd amount', { amountFen: MAX_AMOUNT_FEN + 1 }, { code: 'bad_amount' }],
  ])('refuses %s', async (_, input, reason) => {
    expect(await world.refusal('06-01', (use) => use.createLead({ by: zhang, name: '星河', ...input }))).toEqual(
      reason,
    );
  });
});

describe('likely duplicates', () => {
  const world = useWorld();
  const ask = async (by: typeof zhang, name: string, phone?: string) => {
    const found = await world.at('06-02', (use) => use.likelyDuplicates({ by, name, phone }));
    return found.map(({ match, stageName, full }) => `${match.name} ${stageName} ${full ? 'full' : 'name only'}`);
  };

  it('are leads of the same normalised name or phone, each once', async () => {
    await world.lead(zhang, 'opp', '星河科技有限公司');
    const phone = '13800138000';
    await world.at('06-01', (use) => use.createLead({ by: wang, name: '别的名字', phone }));
    await world.at('06-01', (use) => use.createLead({ by: zhang, name: '星河科技', phone }));
    expect((await ask(zhang, '星河 科技', '+86 138-0013-8000')).sort()).toEqual([
      '别的名字 线索 name only',
      '星河科技 线索 full',
      '星河科技有限公司 商机 full',
    ]);
    expect(await ask(zhang, '别的名字', phone)).toHaveLength(2);
  });

  it('show no more of others’ leads than one may see', async () => {
    await world.lead(zhang);
    expect(await ask(zhang, '星河科技')).toEqual(['星河科技 线索 full']);
    expect(await ask(li, '星河科技')).toEqual(['星河科技 线索 name only']);
    expect(await ask(STAFF.manager, '星河科技')).toEqual(['星河科技 线索 full']);
  });

  it('include closed leads, not those taken back, and may be none', async () => {
    const lead = await world.lead();
    await world.at('06-01 10:01', (use) => use.closeLead({ by: zhang, lead: lead.id, kind: 'won' }));
    expect(await ask(zhang, '星河科技')).toHaveLength(1);
    await world.at('06-01 10:02', (use) => use.undoLast({ by: zhang }));
    await world.at('06-01 10:03', (use) => use.undoLast({ by: zhang }));
    expect(await ask(zhang, '星河科技')).toEqual([]);
    expect(await ask(zhang, '没见过', '')).toEqual([]);
  });
});
