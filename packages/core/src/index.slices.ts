// `@tenure/core/slices`: for authors of stores and providers whose own work takes long.

export { createSlices, inSlices, type Slices, type Steps, sortSteps } from './base/slices.js'
export { type LongOptions, type LongWork, watchLong } from './contract/long/long-work.js'
