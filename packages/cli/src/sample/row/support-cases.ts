/** Subject and description of a request for help; `{first}` is who asks. */
export type SupportCase = readonly [subject: string, description: string]

/** Requests of every day. */
export const usualCases: readonly SupportCase[] = [
  ['Cannot add a second approver to purchase orders', '{first} wants two approvers above 10,000. The form offers only one.'],
  ['Export of service cases lacks the closing date', 'The CSV has the column, and it is empty for cases that were closed last month.'],
  ['How do we change the sender of order confirmations?', '{first} asks for their own domain as sender. The DNS records are ready.'],
  ['Single sign-on: new starters are not created', 'Users of the group in Entra ID appear only after the second sign-in.'],
  ['Barcode labels are printed 2 mm too low', 'Since the new printer driver. A test page from another program is right.'],
  ['Scheduled report arrives an hour late', 'It is set to 07:00 and came at 08:00 since the clocks changed.'],
  ['Please restore a deleted supplier', 'Deleted by mistake on Monday; open orders still refer to it.'],
  ['VAT number is refused although it is valid', 'The check says unknown; the official service confirms the number.'],
  ['Two warehouses with the same code', 'Created by the last import. Which of them can be merged?'],
  ['Mobile app asks for the password every day', 'Only on Android tablets in the workshop.'],
  ['Language of customer emails', 'Orders from the branch abroad should be confirmed in the language of the customer.'],
  ['Question about seats for seasonal staff', '{first} needs twelve more users from May to September and asks how that is billed.'],
  ['Attachment over 20 MB cannot be uploaded', 'Drawings of a machine; smaller ones work.'],
  ['Search does not find part numbers with a slash', 'Searching for 4711/B gives nothing, 4711 gives too many.'],
  ['Delivery address is not copied to the return', 'It has to be typed again each time.'],
  ['Training for new colleagues', '{first} asks for a date for a remote session for five people.'],
]
/** What makes customers leave. */
export const graveCases: readonly SupportCase[] = [
  [
    'Orders are missing in the ERP since this morning',
    'The interface reports success; in SAP nothing arrives. {first} expects a call within the hour.',
  ],
  ['Service desk not reachable for all of the team', 'Error page after sign-in since 8:10. Nobody can take orders.'],
  ['Invoices were sent twice', 'About 140 invoices went out a second time. Customers are calling.'],
  ['Nightly import fails for the third time this week', 'We were told it was solved. {first} asks who is in charge of this.'],
  ['Very slow since the last release', 'Opening an order takes 20 to 30 seconds. People go back to spreadsheets.'],
  ['Wrong prices in quotations', 'Discounts of last year are applied. Two quotations had to be withdrawn.'],
  ['Data of a former employee cannot be deleted', 'Third reminder. Our data protection officer has set a deadline.'],
]
