"""`manage.py up`: the whole market on this machine, until somebody stops it."""

import argparse
import os
import signal
import threading
from collections.abc import Sequence

from market.local import application, embedded, ports, services, variables
from market.local.household import Keeper, household, note
from market.local.places import CannotStart, Places
from market.local.supervisor import Interrupted, Supervisor, say


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """The options of `up`; a wrong one ends the program with a sentence."""
    parser = argparse.ArgumentParser(prog="manage.py up", description=__doc__)
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--demo", action="store_true", help="load the demo market, once")
    what.add_argument("--empty", action="store_true", help="insist on a market of your own")
    parser.add_argument("--host", default=ports.LOOPBACK, help="the address to listen on")
    parser.add_argument("--port", default=8000, type=int, help="the port to listen on")
    return parser.parse_args(arguments)


def up(places: Places, options: argparse.Namespace) -> int:
    """This will run the market until Ctrl-C or SIGTERM, and leave nothing running.

    Raises CannotStart when it already runs, when the port is taken or a service does not start.
    """
    asked = stop_signals()
    try:
        with household(places.var, "up") as hold, Supervisor(places.logs, hold, asked) as house:
            if not ports.is_free(options.port, options.host):
                raise CannotStart(f"Port {options.port} is taken. Choose another: --port NUMBER")
            open_market(house, places, options)
            house.watch()
    except Interrupted:
        pass
    say("The market is closed; its data are kept.")
    return 0


def stop_signals() -> threading.Event:
    """What is set when somebody asks for the end."""
    asked = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        # nohup means it
        if number != signal.SIGHUP or signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, lambda *_: asked.set())
    return asked


def open_market(house: Supervisor, places: Places, options: argparse.Namespace) -> None:
    """This will start everything in order and say so."""
    ground = embedded.start(house, places.var)
    demo = is_demo(ground, options)
    told = variables.lasting(places.var) | variables.public(options.host, options.port)
    told |= variables.given() | variables.demo(demo) | dict(ground.addresses)

    house.wait_for(*ground.started)
    services.migrate(house, places, ground, told)
    if demo and not ground.notes("demo"):
        say("Loading the demo market …")
        house.run(application.django(places.root, told, "load_demo"))
        ground.note("demo", "loaded")
    house.start(application.web(places.root, told, options.host, options.port))
    house.wait_for("web")
    house.start(application.worker(places.root, told), application.beat(places.root, told))
    note(places.var, Keeper(os.getpid(), "up", dict(ground.addresses) | variables.demo(demo)))
    announce(options, ground)
    if demo:
        logins = house.run(application.django(places.root, told, "load_demo", "--logins"))
        print("\n".join(logins), flush=True)


def is_demo(ground: embedded.Ground, options: argparse.Namespace) -> bool:
    """Whether this is a demo: asked for now, or when these data were loaded.

    Raises CannotStart for --empty over a demo's data: everybody knows its log-ins.
    """
    loaded = bool(ground.notes("demo"))
    if loaded and options.empty:
        raise CannotStart(
            f"The data in {ground.home} are the demo market. Move them away to begin your own."
        )
    return loaded or options.demo


def announce(options: argparse.Namespace, ground: embedded.Ground) -> None:
    """This will tell where the market is to be found."""
    url = variables.url(application.reachable(options.host), options.port)
    print(
        f"The market is open (Ctrl-C closes it):\n"
        f"  public page      {url}/\n"
        f"  operators' desk  {url}/desk/\n"
        f"  API              {url}/api/v1/docs\n"
        f"  data             {ground.home or 'where DATABASE_URL says'}",
        flush=True,
    )
