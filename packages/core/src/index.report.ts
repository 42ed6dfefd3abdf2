// `@tenure/core/report`: for plugins that add reports to the library, and for what shows them.
export { defineReport, type LibraryReport, type ReportSpec, ReportsPoint } from './contract/report/report-point.js'
export {
  fittingPicture,
  type ReportMeasure,
  type ReportMeasureName,
  type ReportPicture,
  type ReportQuery,
  reportDraftSchema,
  reportLimits,
  reportPictures,
  reportQuerySchema,
  toReportAggregate,
  unfitFor,
} from './contract/report/report-query.js'
