"""The command line: run, demo, migrate, invite, plan, channels, add-channel, zalo-login, backup, restore, doctor."""

import asyncio
import contextlib
import sys
from collections.abc import AsyncIterator, Coroutine
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot import logs
from bot.messengers import MESSENGERS
from bot.settings import BadSettings, Settings, load
from ocop.roles import Role

if TYPE_CHECKING:
    from storage.database import Database

app = typer.Typer(
    help="The OCOP assistant.", no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False
)


def main() -> None:
    """The entry point: what is wrong with the settings is one line, not a traceback."""
    try:
        app()
    except BadSettings as error:
        typer.echo(str(error), err=True)
        sys.exit(2)


def _settings(**overrides: object) -> Settings:
    settings = load(**overrides)
    logs.configure(settings.log_level)
    return settings


@contextlib.asynccontextmanager
async def _database(settings: Settings) -> AsyncIterator["Database"]:
    """The database of the settings, in the newest shape."""
    from bot.app import open_database
    from storage.migrate import migrate as apply

    database = open_database(settings)
    try:
        await apply(database)
        yield database
    finally:
        await database.close()


def _do(work: Coroutine[None, None, None]) -> None:
    asyncio.run(work)


@app.command()
def run(port: Annotated[int | None, typer.Option(help="Port of the web server, instead of PORT.")] = None) -> None:
    """Run the assistant: web chat, public pages, and the messengers that are set."""
    settings = _settings(**({} if port is None else {"port": port}))
    from bot.app import Running, run_until_stopped

    def started(program: Running) -> None:
        typer.echo(f"\n  Web chat (producers):       {settings.web_url}/")
        if program.invitation_url:
            typer.echo(f"  First provincial officer:   {program.invitation_url}")
            typer.echo("  (one-time link, valid for 7 days; open it in another browser or a private window)")
        typer.echo("\n  Stop with Ctrl+C.\n")

    _do(run_until_stopped(settings, started))


@app.command()
def demo(port: Annotated[int, typer.Option(envvar="PORT", help="Port of the web chat.")] = 8080) -> None:
    """Run on a throw-away database with a believable province in it."""
    logs.configure("warning")
    from bot.demo.run import run_demo

    _do(run_demo(port))


@app.command()
def migrate() -> None:
    """Bring the database to the newest shape (`run` does this too)."""
    settings = _settings()

    async def work() -> None:
        async with _database(settings):
            typer.echo("The database is up to date.")

    _do(work())


@app.command()
def invite(
    role: Annotated[Role, typer.Argument(help="officer, council or administrator")],
    area: Annotated[str, typer.Argument(help="a province's code (38), a commune's (16144), or its name")],
) -> None:
    """Print a one-time link that gives a role."""
    settings = _settings()
    from locales.clock import utc_now
    from ocop import units
    from storage import people

    found = units.find_provinces(area, limit=1) if not area.isdecimal() else []
    code = found[0].code if found else area
    try:
        name = units.full_name(code)
    except KeyError:
        raise BadSettings(f"there is no province or commune {area}") from None

    async def work() -> None:
        async with _database(settings) as database:
            async with database.begin() as db:
                token = await people.invite(db, role, code, None, utc_now())
            typer.echo(f"{role} of {name}: {settings.web_url}/?start=i-{token}")

    _do(work())


@app.command()
def plan(
    file: Annotated[Path, typer.Argument(help="a plan as TOML, like ocop/data/plans/2020-ke-hoach-27.toml")],
    province: Annotated[str, typer.Argument(help="the province's code (38) or its name")],
) -> None:
    """Load a province's plan for a year; a newer version re-plans everything and tells whom it touches."""
    settings = _settings()
    from locales.clock import utc_now
    from ocop import units
    from ocop.plan import PlanError, for_year, parse
    from services import plans

    found = units.find_provinces(province, limit=1) if not province.isdecimal() else []
    code = found[0].code if found else province
    if not units.known(code) or len(code) != 2:
        raise BadSettings(f"there is no province {province}")
    try:
        given = file.read_text("utf-8")
        known = parse(given)
        for_year(given, known.year, code)
    except OSError as error:
        raise BadSettings(f"{file}: {error.strerror}") from None
    except PlanError as wrong:
        where = ", ".join(f"{name} {value}" for name, value in wrong.details.items())
        raise BadSettings(f"{file}: {wrong.key.replace('-', ' ')} ({where})") from None

    async def work() -> None:
        async with _database(settings) as database:
            async with database.begin() as db:
                row = await plans.load(db, None, code, given, utc_now())
            found = f"version {row.version}, {len(known.milestones)} milestones"
            typer.echo(f"Plan {row.year} of {units.full_name(code)}: {found}")

    _do(work())


@app.command()
def channels() -> None:
    """List the accounts through which people are reached."""
    settings = _settings()
    from storage import channels as rows

    async def work() -> None:
        async with _database(settings) as database, database.read() as db:
            people = await rows.reached_through(db)
            for row in await rows.channels(db):
                account = row.account or "(bound at the next start)"
                where = f", province {row.province}" if row.province else ""
                typer.echo(f"{row.messenger} {account}: {people.get(row.id, 0)} people{where}")

    _do(work())


@app.command("add-channel")
def add_channel(
    messenger: Annotated[str, typer.Argument(help="as `channels` and the refused start name it, such as telegram")],
    account: Annotated[str, typer.Argument(help="the account's id: the digits of a bot's token")],
) -> None:
    """Say that another account is meant: a new one beside those through which people are reached."""
    settings = _settings()
    from locales.clock import utc_now
    from storage import channels as rows

    names = [name.replace("_", "-") for name in MESSENGERS]
    if messenger not in names or not account.isdecimal():
        raise BadSettings(f"give the messenger ({', '.join(names)}) and the digits of the account")

    async def work() -> None:
        async with _database(settings) as database:
            async with database.begin() as db:
                known = any((row.messenger, row.account) == (messenger, account) for row in await rows.channels(db))
                if not known:
                    await rows.add_channel(db, messenger, account, utc_now())
            typer.echo(f"{messenger} {account}: {'is known already' if known else 'added'}")

    _do(work())


@app.command("zalo-login")
def zalo_login(
    app_id: Annotated[str, typer.Argument(help="which of ZALO_OA_APP_ID, when there are several")] = "",
) -> None:
    """Authorise the assistant for a Zalo Official Account, step by step (needed once, and when it was lost)."""
    settings = _settings()
    from bot.messengers.zalo_oa.login import login

    _do(login(settings, app_id, say=typer.echo, ask=typer.prompt))


@app.command()
def backup(target: Annotated[Path, typer.Argument(help="a new file, such as backup.tar")]) -> None:
    """Copy the database and the files into one file, while the assistant runs."""
    settings = _settings()
    from bot.backup import write_backup

    typer.echo(write_backup(settings, target))


@app.command()
def restore(
    source: Annotated[Path, typer.Argument(help="a file made by `backup`")],
    force: Annotated[bool, typer.Option(help="replace what is there")] = False,
) -> None:
    """Put a backup in place. What was waiting to be sent then is not sent again."""
    settings = _settings()
    from bot.backup import read_backup

    typer.echo(read_backup(settings, source, replace=force))


@app.command()
def doctor() -> None:
    """Check settings, database, files, rules and messengers; exit 1 when something is wrong."""
    settings = _settings()
    from bot.doctor import examine

    async def work() -> None:
        sound = True
        async for ok, line in examine(settings):
            typer.echo(f"{'ok  ' if ok else 'BAD '} {line}")
            sound = sound and ok
        if not sound:
            raise typer.Exit(1)

    _do(work())


if __name__ == "__main__":
    main()
