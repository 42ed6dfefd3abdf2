// `@tenure/core/job`: for authors of plugins that work by themselves, as time passes and as records change.
export { hours } from './base/duration.js'
export { UserZones } from './base/user-zones.js'
export { archives, notifies } from './contract/grant.js'
export {
  type ChangedLink,
  defineJob,
  type GivenBy,
  type Job,
  type JobCall,
  type JobHead,
  type JobPage,
  type JobSpec,
  type JobUses,
  type RecordChange,
  type RecordJobSpec,
} from './contract/job/job.js'
export {
  at,
  type Beat,
  type ChangeKind,
  type Changes,
  type ChangesSpec,
  type Crossing,
  changes,
  type DueAt,
  enters,
  every,
  leaves,
  type Occasion,
  type PathOf,
  type RecordOccasion,
} from './contract/job/occasion.js'
export type { Archives, Notifies } from './contract/records.js'
