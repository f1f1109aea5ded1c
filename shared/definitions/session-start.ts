/**
 * What is said of a session as it begins, as properties of `session_start`: the device and where the
 * visit came from, by the names of `device.type` and `source.session.*`.
 */
export const SESSION_START_PROPERTIES = [
  'device_type',
  'source',
  'medium',
  'campaign',
  'channel',
] as const;
