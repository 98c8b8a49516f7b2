# A lost or new telephone: the officer calls, and sends a link for the new one.

view-lost-phone = 📵 Lost telephone
device-title = Lost or new telephone
device-whose =
    Call { $phone } (or meet them) to be sure that it is somebody of { $producer }.
    Whose telephone is lost?
device-link =
    A link for the new telephone of { $name }, good once, for { $days } days:
    { $url }
    They open it on the new telephone. All they had begun is still there; the old one opens nothing any more.
device-ask =
    Is this the new telephone of { $name } ({ $producers })?
    With “Yes” all that was begun appears here, and the old telephone opens nothing any more.
device-yes = ✅ Yes, I move to this one
device-taken = Done. You use this telephone from now on; all you had begun is still there.
device-taken-notice = { $name } ({ $producer }) came in on a new telephone. The old one opens nothing any more.
device-taken-elsewhere = This telephone is used for another business.
