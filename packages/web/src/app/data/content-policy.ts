import { config } from 'zod'

// The content policy forbids turning text into code, and reports even a try. Imported before any schema is made.
config({ jitless: true })
