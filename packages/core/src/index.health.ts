// `@tenure/core/health`: the contracts of health scores, for pages and plugins that show or configure them. The engine is in `@tenure/core/score`.
export { healthContract } from './score/contract/health-contract.js'
export { profilePreviewContract } from './score/contract/preview-contract.js'
export {
  activateProfileContract,
  activeProfilesContract,
  changeProfileContract,
  saveProfileContract,
  scoreProfilesContract,
  scoreProgressContract,
} from './score/contract/profile-contract.js'
export { healthOverviewContract, healthTrendContract } from './score/contract/trend-contract.js'
