"""Which paper stands in for which."""

# Inside EXISTS (…), beside a row called permit: a later paper of the same kind, for the same
# vendor, worker and pitch. One that was handed in and not yet looked at counts: its holder has
# done what they were asked to do.
NEWER = """
    SELECT FROM market_permit newer
    WHERE newer.vendor_id = permit.vendor_id AND newer.type_id = permit.type_id
      AND newer.worker_id IS NOT DISTINCT FROM permit.worker_id
      AND newer.pitch_id IS NOT DISTINCT FROM permit.pitch_id
      AND newer.state IN ('accepted', 'submitted')
      AND (newer.expires_on IS NULL
           OR (newer.expires_on, newer.id) > (permit.expires_on, permit.id))
"""
