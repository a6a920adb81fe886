"""What every request passes and every process needs: settings, sessions, authorization, headers, limits, logs."""
