import { VenueFailure } from '../../reading/venue-failure';

/** Tells the user which permission is missing, in the words of the venue's own key page. */
export function namingPermissions(
  failed: VenueFailure,
  permissions: readonly string[] = [],
): VenueFailure {
  const { hint, cause } = failed.extra;
  const isUnnamed = failed.code === 'permission' && hint === undefined && cause === undefined;
  if (!isUnnamed || permissions.length === 0) return failed;
  const named = new Intl.ListFormat('en').format(permissions.map((name) => `“${name}”`));
  return new VenueFailure('permission', failed.detail, {
    ...failed.extra,
    hint: `Grant the key ${named} on the venue's page for keys.`,
  });
}
