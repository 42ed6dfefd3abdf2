import { config } from 'zod/v4'

// The content policy forbids turning text into code, and reports even a try. The page's build takes this file for `zod`, so that it is
// settled before any schema is made, in whichever chunk.
config({ jitless: true })

export { z } from 'zod/v4'
