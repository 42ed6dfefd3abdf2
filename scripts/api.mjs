// `pnpm run api`: writes the reports of public names anew.
import { checkPublicApi } from './check/public-api.mjs'

for (const problem of checkPublicApi({ write: true })) console.error(problem)
