-- The release before this one goes on working: it neither reads nor writes what is new here.
ALTER TABLE visits ADD COLUMN note text;

CREATE INDEX visits_at ON visits (at);

INSERT INTO greetings (words) VALUES ('hello again');
