import { z } from 'zod'
import { defineActionContract } from '../action.js'
import { runReport } from '../page/run-contract.js'
import { defineProviderContract } from '../provider.js'

const permission = 'superAdmin'
const started = z.strictObject({ run: z.string() })

/** Whether sample data are here, and how far taking them in or out has come. */
export const sampleContract = defineProviderContract({
  id: 'tenure.imports/sample',
  title: 'Sample data',
  description: 'Whether sample data are in this workspace, how far taking them in or out has come, and what stays.',
  permission,
  output: z.strictObject({
    /** How many customers they have. */
    customers: z.int(),
    isIn: z.boolean(),
    /** The run that took them in last. */
    taken: runReport.exactOptional(),
    /** The run that takes those out: `items` names what people changed since, which stays. */
    out: runReport.exactOptional(),
  }),
})

/** Takes sample data in, as one. */
export const takeSampleInContract = defineActionContract({
  id: 'tenure.imports/sample-in',
  title: 'Take sample data in',
  description: 'Adds customers, people and work that are made up. It goes on after the answer, and goes as one.',
  permission,
  output: started,
})

/** Takes them out again. */
export const takeSampleOutContract = defineActionContract({
  id: 'tenure.imports/sample-out',
  title: 'Take sample data out',
  description: 'Takes back what the sample data brought. What people changed or added since stays, and is named.',
  permission,
  output: started,
})

/** Ends taking them in or out between two parts. */
export const cancelSampleContract = defineActionContract({
  id: 'tenure.imports/sample-cancel',
  title: 'Stop taking sample data',
  description: 'Ends taking sample data in or out. What is done stays, and can be taken out.',
  permission,
})
