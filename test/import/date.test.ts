import { describe, expect, it } from 'vitest';
import { compileDateFormat } from '../../src/usecases/import-date.ts';

describe('a date format', () => {
  it.each([
    ['M/D/YYYY', '3/1/2017', '2017-03-01', null],
    ['M/D/YYYY', '12/31/2017', '2017-12-31', null],
    ['M/D/YYYY', '03/01/2017', '2017-03-01', null],
    ['D.M.YYYY', '1.3.2017', '2017-03-01', null],
    ['YYYY-MM-DD', '2017-03-01', '2017-03-01', null],
    ['YYYYMMDD', '20170301', '2017-03-01', null],
    ['YYYY年M月D日', '2017年3月1日', '2017-03-01', null],
    ['YYYY-MM-DD HH:mm', '2017-03-01 14:05', '2017-03-01', (14 * 60 + 5) * 60_000],
    ['YYYY/M/D H:mm:ss', '2017/3/1 9:05:07', '2017-03-01', ((9 * 60 + 5) * 60 + 7) * 1000],
    ['YYYY-MM-DD', '2016-02-29', '2016-02-29', null],
  ])('%s reads %s as %s', (format, text, on, timeMs) => {
    expect(compileDateFormat(format)?.(text)).toEqual({ on, timeMs });
  });

  it.each([
    ['M/D/YYYY', '2017-03-01'],
    ['M/D/YYYY', '13/1/2017'],
    ['M/D/YYYY', '2/29/2017'],
    ['M/D/YYYY', '3/1/17'],
    ['M/D/YYYY', '3/1/2017 '],
    ['M/D/YYYY', ''],
    ['YYYY-MM-DD', '2017-3-1'],
    ['YYYY.MM.DD', '2017-03-01'],
    ['YYYY-MM-DD HH:mm', '2017-03-01 24:00'],
    ['YYYY-MM-DD HH:mm', '2017-03-01 12:60'],
    ['YYYY-MM-DD HH:mm', '2017-03-01'],
  ])('%s does not read %j', (format, text) => {
    expect(compileDateFormat(format)?.(text)).toBeUndefined();
  });

  it.each(['', 'YYYY', 'YYYY-MM', 'M/D', 'YYYY-MM-DD DD', 'yyyy-mm-dd'])('%j is none', (format) => {
    expect(compileDateFormat(format)).toBeUndefined();
  });
});
