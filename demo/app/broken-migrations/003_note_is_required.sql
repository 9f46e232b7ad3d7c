-- Fails as such migrations do: there are rows without a note.
ALTER TABLE visits ALTER COLUMN note SET NOT NULL;
INSERT INTO visits (version) VALUES ('003');
