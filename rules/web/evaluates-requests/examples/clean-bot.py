import subprocess

from discord.ext import commands

bot = commands.Bot(command_prefix="!")


@bot.command()
async def status(ctx, name):
    """Says whether the server of the game is up."""
    out = subprocess.check_output(["systemctl", "is-active", "game-server"])
    await ctx.send(f"{name}: {out.decode()[:100]}")
