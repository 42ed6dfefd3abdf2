// What the build takes for `zod` in the page for developers: no schema is made, in whichever chunk, before the content policy is settled.
import '../app/data/content-policy.js'
import * as zod from 'zod/v4'

export const { z } = zod
