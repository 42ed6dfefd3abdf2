/** The editions that the command line opens a workspace with (EDN-3). */
export const editionNames = ['professional', 'enterprise'] as const
