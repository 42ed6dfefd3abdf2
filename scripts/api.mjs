// `pnpm run api`: rewrites the reports of public names.
import { checkPublicApi } from './check/public-api.mjs'

for (const problem of checkPublicApi({ write: true })) console.error(problem)
