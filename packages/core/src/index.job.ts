// `@tenure/core/job`: for authors of plugins that work by themselves, as time passes.
export { hours } from './base/duration.js'
export { UserZones } from './base/user-zones.js'
export { notifies } from './contract/grant.js'
export { type Beat, defineJob, every, type Job, type JobCall, type JobPage, type JobSpec, type JobUses } from './contract/job/job.js'
export type { Notifies } from './contract/records.js'
