// `@tenure/core/slices`: for authors of stores whose own loops take long.
export { createSlices, inSlices, type Slices, type Steps, sortSteps } from './base/slices.js'
