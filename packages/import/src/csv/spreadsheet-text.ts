/** What a cell said before it was made safe for spreadsheets: without the apostrophe that kept it from being run (SEC-8). */
export function takeBack(cell: string): string {
  return /^'+[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell
}
