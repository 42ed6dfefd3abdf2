export { folderSource } from './folder-source.js'
export { type ImportReport, openReport } from './import-report.js'
export { maxFileBytes, openInside } from './safe-file.js'
