import { expect, test } from 'vitest';
import { stemSpanish } from './stem-spanish.ts';

test.each([
  ['vacacion', 'vacaciones'],
  ['trabajador', 'trabajadora', 'trabajadores', 'trabajadoras'],
  ['empleado', 'empleada', 'empleados', 'empleadas'],
  ['vejez', 'vejeces'],
  ['contrato', 'contratos'],

  ['mensual', 'mensuales', 'mensualmente'],
  ['anticipo', 'anticipos'],
  ['factura', 'facturas'],
  ['dia', 'dias'],
  ['mes', 'meses'],
  ['viaje', 'viajes'],
  ['casa', 'casas'],
])('%s is found by its other forms', (...words) => {
  expect(new Set(words.map(stemSpanish)).size).toBe(1);
});

test.each([
  ['dias', 'dios'],
  ['pagina', 'pago'],
])('%s and %s stay apart', (one, other) => {
  expect(stemSpanish(one)).not.toBe(stemSpanish(other));
});
