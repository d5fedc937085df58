/** Whether the large counts run; CI runs a tenth. */
export const full = process.env['FULL'] === '1';
