/** With it, spreadsheets know that the text of a file is UTF-8. */
export const byteOrderMark = '\ufeff'

/**
 * Text that no spreadsheet runs (SEC-8): one that begins as a formula does gets an apostrophe before it. So does one that begins with
 * apostrophes and goes on like that, or taking it back would not give what was there.
 */
export function neutralise(text: string): string {
  return /^'*[=+\-@\t\r]/.test(text) ? `'${text}` : text
}

/** A line of a CSV file, with the cells quoted that need it. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map(quote).join(',')}\r\n`
}
function quote(cell: string): string {
  return /[",\r\n\t]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
}
