import writeWorkbook, { type Cell } from 'write-excel-file/node';
import { type ExportedCell, exporting } from '../texts/export.ts';
import type { ExportedLead } from '../usecases/export-leads.ts';
import { csvLine } from './csv-line.ts';

/** Leads as lines of CSV, without line breaks, the titles first. */
export async function* leadsAsCsv(leads: AsyncIterable<ExportedLead>, timeZone: string): AsyncGenerator<string> {
  yield csvLine(exporting.titles);
  for await (const lead of leads) yield csvLine(exporting.cells(lead, timeZone).map(plain));
}

/** Leads as a workbook of one sheet. What people wrote is text in it, whatever it looks like. */
export async function leadsAsWorkbook(
  leads: AsyncIterable<ExportedLead>,
  timeZone: string,
): Promise<{ readonly bytes: Buffer; readonly leads: number }> {
  const data: Cell[][] = [exporting.titles.map((value) => ({ value, type: String, fontWeight: 'bold' as const }))];
  for await (const lead of leads) data.push(exporting.cells(lead, timeZone).map(typedCell));
  const bytes = await writeWorkbook([{ sheet: exporting.sheet, data, stickyRowsCount: 1 }]).toBuffer();
  return { bytes, leads: data.length - 1 };
}

function plain(cell: ExportedCell): string {
  if (cell === null) return '';
  return typeof cell === 'object' ? cell.day : String(cell);
}

function typedCell(cell: ExportedCell): Cell {
  if (cell === null || cell === '') return null;
  if (typeof cell === 'string') return { value: withoutControls(cell), type: String };
  if (typeof cell === 'number') return { value: cell, type: Number };
  return { value: new Date(`${cell.day}T00:00:00Z`), type: Date, format: 'yyyy-mm-dd' };
}

/** XML 1.0 has no place for control characters but tab and line breaks, nor for halves of characters. */
function withoutControls(text: string): string {
  return text.replace(/\p{Cs}|[^\P{Cc}\t\n\r]|[\uFFFE\uFFFF]/gu, '');
}
