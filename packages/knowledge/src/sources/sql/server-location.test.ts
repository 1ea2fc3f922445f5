import { expect, test } from 'vitest';
import { mysqlKind, postgresKind } from './server-kinds.ts';

test('spellings of one place have one uri, without user and password', async () => {
  for (const location of [
    'postgres://ann:p%40ss%2F@DB.example.org/shop/sales.orders',
    'postgresql://ann:p%40ss%2F@db.example.org:5432/shop/sales.orders/',
  ]) {
    expect(postgresKind.accepts(location)).toBe(true);
    expect(await postgresKind.identify(location)).toEqual({
      uri: 'postgres://db.example.org:5432/shop/sales.orders',
      secrets: { user: 'ann', password: 'p@ss/' },
    });
  }
  expect(await mysqlKind.identify('mariadb://ann@[::1]:80/shop')).toEqual({
    uri: 'mysql://[::1]:80/shop',
    secrets: { user: 'ann' },
  });
  expect(await mysqlKind.identify('mysql://db/my%20shop/open%2Forders')).toEqual({
    uri: 'mysql://db:3306/my%20shop/open%2Forders',
  });
  const { uri } = await postgresKind.identify('postgres://db:80/shop');
  expect(await postgresKind.identify(uri)).toEqual({ uri });
});

test('what is no address of one database is refused, and shows no password', async () => {
  for (const rest of ['db', 'db/', 'db/a/b/c', 'db/shop?sslmode=disable', 'db/shop#x', 'db:port/shop', '/shop']) {
    const refused = postgresKind.identify(`postgres://ann:s3cret@${rest}`);
    await expect(refused).rejects.toMatchObject({ code: 'source_invalid' });
    await expect(refused).rejects.not.toThrow('s3cret');
  }
});
