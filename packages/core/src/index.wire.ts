// `@tenure/core/wire`: what a server and its clients send each other, written and read by one module.
export { byteOrderMark, csvLine, neutralise } from './wire/csv-line.js'
export {
  type EndData,
  type FrameData,
  type FrameHead,
  type ReadyData,
  type ReceivedEvent,
  readEvent,
  type WireEvent,
  writeEvent,
  writeFrameBody,
  writeFrameHead,
} from './wire/event.js'
export { applyPatch, diff, type FieldsPatch, type Patch, type RowsPatch } from './wire/patch.js'
export { apiRoot, paths, viewAsHeader, type WatchChanges } from './wire/paths.js'
export { shareParts } from './wire/share-parts.js'
