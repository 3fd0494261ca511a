# Meldungen, die zu keinem Kontext gehören.

# Ein Datum, aus den Ziffern seiner Teile: 31.05.2026.
date = { $day }.{ $month }.{ $year }

# Die Titel der Berechtigungen, die jedes Modul von Datensätzen hat.
action-read = Lesen
action-write = Anlegen und ändern
action-delete = Löschen und wiederherstellen

# Die Titel von Fehlern.
problem-malformed_body = der Inhalt der Anfrage ist kein gültiges JSON der erwarteten Form
problem-malformed_query = ein Parameter der Adresse ist unbekannt, doppelt oder nicht von der erwarteten Form
problem-malformed_header = eine Kopfzeile der Anfrage ist nicht von der erwarteten Form
problem-invalid_cursor = der Cursor ist keiner, den Sie für diese Liste oder diesen Mandanten bekommen haben
problem-unauthenticated = ein gültiges Zugriffstoken wird gebraucht
problem-invalid_credentials = die E-Mail-Adresse oder das Passwort ist falsch
problem-invalid_refresh_token = das Token zum Erneuern ist unbekannt, abgelaufen oder schon benutzt; melden Sie sich neu an
problem-invalid_client = der Client ist unbekannt, oder sein Geheimnis ist falsch oder abgelaufen
problem-invalid_request = die Anfrage nach einem Token hat nicht die Form, die RFC 6749 vorschreibt
problem-unsupported_grant_type = Tokens gibt es hier nur für die Zugangsdaten eines Clients
problem-invalid_invitation = die Einladung ist unbekannt, abgelaufen, zurückgezogen oder schon benutzt; bitten Sie um eine neue
problem-forbidden = Ihre Rolle erlaubt das nicht
problem-beyond_your_access = damit würden Sie mehr geben oder nehmen, als Sie selbst dürfen
problem-tenant_mismatch = der Mandant in der Anfrage ist nicht der, für den Ihr Token ausgestellt ist
problem-feature_not_in_plan = der Tarif Ihrer Organisation enthält das nicht
problem-tenant_suspended = diese Organisation ist gesperrt
problem-not_found = das gibt es nicht, oder Sie dürfen es nicht sehen
problem-method_not_allowed = diese Adresse antwortet nicht auf diese Methode
problem-registration_refused = diese Registrierung ist nicht möglich; wenn Sie schon ein Konto haben, melden Sie sich damit an
problem-already_exists = ein anderer Datensatz hat diesen Wert schon
problem-in_use = andere Datensätze verweisen noch auf diesen
problem-system_role = diese Rolle hat jede Organisation, und sie lässt sich so nicht ändern
problem-last_of_its_kind = das ist das Letzte seiner Art und muss bleiben
problem-limit_reached = davon gibt es schon so viele, wie erlaubt sind
problem-not_deleted = der Datensatz ist nicht gelöscht
problem-job_over = der Auftrag ist beendet
problem-job_not_failed = nur ein endgültig gescheiterter oder abgebrochener Auftrag kann noch einmal laufen
problem-stale = der Datensatz wurde geändert, seit Sie ihn gelesen haben
problem-body_too_large = der Inhalt der Anfrage ist größer, als dieser Server annimmt
problem-unsupported_media_type = der Inhalt der Anfrage muss JSON sein
problem-invalid = mindestens ein Feld ist so nicht zulässig
problem-read_only_field = dieses Feld setzt der Server
problem-unknown_field = ein solches Feld gibt es hier nicht
problem-missing_field = das Feld ist erforderlich
problem-invalid_value = der Wert hat nicht den Typ des Feldes oder liegt außerhalb seiner Grenzen
problem-unknown_operator = einen solchen Operator gibt es in Filtern nicht
problem-unsuitable_operator = der Operator passt nicht zu diesem Feld
problem-filter_too_large = der Filter ist zu tief verschachtelt oder hat zu viele Bedingungen
problem-unsortable_field = nach diesem Feld, oder nach so vielen, lässt sich eine Liste nicht sortieren
problem-unknown_relation = eine solche Beziehung gibt es hier nicht
problem-unknown_reference = den Datensatz, auf den verwiesen wird, gibt es nicht
problem-invalid_transition = das Feld kann von seinem jetzigen Wert nicht zu diesem wechseln
problem-stage_not_in_pipeline = die Stufe gehört nicht zur Pipeline des Deals
problem-too_many_operations = der Stapel hat mehr Operationen, als erlaubt sind
problem-repeated_record = eine frühere Operation des Stapels nennt denselben Datensatz
problem-invalid_cron = die Cron-Zeile lässt sich nicht lesen
problem-cron_never_fires = die Cron-Zeile nennt eine Zeit, die nie kommt
problem-unknown_zone = eine solche Zeitzone gibt es nicht
problem-weak_password = das Passwort ist zu kurz, zu lang oder zu verbreitet
problem-too_many_attempts = zu viele Versuche mit einem falschen Passwort, oder zu viele auf einmal; warten Sie so lange, wie Retry-After sagt
problem-rate_limited = zu viele Anfragen; warten Sie so lange, wie Retry-After sagt
problem-too_many_requests = von Ihnen laufen schon zu viele Anfragen dieser Art; warten Sie so lange, wie Retry-After sagt
problem-busy = der Server ist damit ausgelastet; versuchen Sie es gleich noch einmal
problem-unavailable = ein Teil des Dienstes ist nicht erreichbar; versuchen Sie es noch einmal
problem-draining = dieser Server fährt herunter; ein anderer wird antworten
problem-internal = bei uns ist etwas schiefgegangen; mit der Kennung der Anfrage finden wir es
